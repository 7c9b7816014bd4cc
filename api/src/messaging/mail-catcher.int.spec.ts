import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { type CaughtMail, type MailCatcher, startMailCatcher } from './mail-catcher.js';

const TENANT = '0191b7a5-0000-7000-8000-000000000001';

describe('startMailCatcher', () => {
  const kept: CaughtMail[] = [];
  let catcher: MailCatcher;

  beforeAll(async () => {
    catcher = await startMailCatcher(async (mail) => {
      if (mail.subject === 'database away') throw new Error('away');
      kept.push(mail);
    });
  });
  afterAll(() => catcher.stop());

  const send = (mail: object, auth: { user: string; pass: string } | undefined) =>
    createTransport({ host: '127.0.0.1', port: catcher.port, ignoreTLS: true, ...(auth ? { auth } : {}) }).sendMail({
      from: 'a@example.invalid',
      to: 'b@example.invalid',
      subject: 'x',
      text: 'x',
      headers: { 'X-Quorate-Tenant': TENANT },
      ...mail,
    });
  const ours = () => ({ user: catcher.user, pass: catcher.password });

  it('takes mail from its own process only', async () => {
    await expect(send({}, undefined)).rejects.toMatchObject({ responseCode: 530 });
    await expect(send({}, { user: catcher.user, pass: 'guess' })).rejects.toMatchObject({ responseCode: 535 });
    await send({ messageId: '<not-ours@example.invalid>' }, ours());
    expect(kept).toMatchObject([{ tenantId: TENANT, messageId: null, envelopeTo: 'b@example.invalid' }]);
  });

  it('refuses mail that does not say whose it is, and mail larger than it keeps', async () => {
    await expect(send({ headers: {} }, ours())).rejects.toMatchObject({ responseCode: 451 });
    await expect(send({ text: 'x'.repeat(3_000_000) }, ours())).rejects.toMatchObject({ responseCode: 552 });
  });

  it('asks for the mail again when it could not be stored', async () => {
    await expect(send({ subject: 'database away' }, ours())).rejects.toMatchObject({ responseCode: 451 });
  });
});
