import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('session')
export class Session {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId: string;

  /** SHA-256 of the secret in the cookie or bearer token. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash: Buffer;

  @Column('text')
  kind: 'browser' | 'bearer';

  @Column('uuid', { name: 'account_id' })
  accountId: string;

  @Column('uuid', { name: 'acting_role_id' })
  actingRoleId: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  /** Kept for single sign-out at the identity provider. */
  @Column('text', { name: 'id_token', nullable: true })
  idToken: string | null;
}
