import { Module } from '@nestjs/common';
import { MeetingsModule } from '../meetings/meetings.module.js';
import { ReplyLinkController } from './reply-link.controller.js';
import { ReplyLinkService } from './reply-link.service.js';

/** Replies by mailed link, without an account. */
@Module({ imports: [MeetingsModule], controllers: [ReplyLinkController], providers: [ReplyLinkService] })
export class ReplyLinkModule {}
