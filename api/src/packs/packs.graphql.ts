import { createUnionType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InvalidInput, NotPermitted } from '../platform/refusal.js';

/** How far a pack is. 'failed' was tried several times and given up; another can be asked for. */
export type PackState = 'waiting' | 'sealing' | 'sealed' | 'failed';

export const PackStateEnum = { WAITING: 'waiting', SEALING: 'sealing', SEALED: 'sealed', FAILED: 'failed' } as const;
registerEnumType(PackStateEnum, {
  name: 'PackState',
  description: 'FAILED was tried several times and given up; another can be asked for.',
});

@ObjectType({
  description: 'Evidence about one signal or concern, as it stood at one moment, sealed so that any change shows.',
})
export class EvidencePack {
  @Field(() => ID)
  id: string;

  @Field(() => ID, { nullable: true, description: 'The signal that it is about; null for one about a concern.' })
  signalId: string | null;

  @Field(() => ID, { nullable: true, description: 'The concern that it is about; null for one about a signal.' })
  concernId: string | null;

  @Field(() => String)
  providerName: string;

  @Field(() => String, { description: 'Whom it was asked for, as typed.' })
  sealedFor: string;

  @Field(() => String, { description: 'The organisation in whose name it was asked for.' })
  askedByOrganisation: string;

  @Field(() => String, { description: 'Instant.' })
  askedAt: string;

  @Field(() => PackStateEnum)
  state: PackState;

  @Field(() => Float, { nullable: true, description: '0 to 1 while it is being sealed; null before.' })
  progress: number | null;

  @Field(() => String, { nullable: true, description: 'Instant; null until it is sealed, as is all below.' })
  sealedAt: string | null;

  @Field(() => String, { nullable: true, description: 'Instant of the one snapshot it was read from.' })
  readAt: string | null;

  @Field(() => Int, { nullable: true })
  rowCount: number | null;

  @Field(() => Float, { nullable: true, description: 'Of the JSON.' })
  byteCount: number | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the JSON, hexadecimal.' })
  sha256: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the public key that signed it, hexadecimal.' })
  keyFingerprint: string | null;
}

@ObjectType()
export class EvidencePackPage {
  @Field(() => [EvidencePack], { description: 'Newest first.' })
  packs: EvidencePack[];

  @Field(() => Boolean)
  hasMore: boolean;
}

@InputType()
export class SealEvidencePackInput {
  @Field(() => ID)
  signalId: string;

  @Field(() => String, { description: 'Whom it is for, at most 200 characters; it stands on the cover.' })
  sealedFor: string;
}

@InputType()
export class SealConcernPackInput {
  @Field(() => ID)
  concernId: string;

  @Field(() => String, { description: 'Whom it is for, at most 200 characters; it stands on the cover.' })
  sealedFor: string;
}

@ObjectType({ description: 'The pack is being made, or was already: asked twice, it is one.' })
export class EvidencePackAsked {
  @Field(() => ID)
  packId: string;
}

export const SealEvidencePackResult = createUnionType({
  name: 'SealEvidencePackResult',
  types: () => [EvidencePackAsked, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});
