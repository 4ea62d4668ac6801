namespace TwitterDm.Chat;

/// <summary>X's names of the fields of a Thrift struct, by number, each with the names inside of it.</summary>
/// <param name="fields">The fields.</param>
internal sealed class ThriftNames(params (short Id, string Name, ThriftNames? Inner)[] fields)
{
    private readonly Dictionary<short, (string Name, ThriftNames? Inner)> _fields = fields.ToDictionary(
        field => field.Id,
        field => (field.Name, field.Inner));

    private static readonly ThriftNames Dimensions = new((1, "width", null), (2, "height", null));

    private static readonly ThriftNames UrlImage =
        new((1, "media_hash_key", null), (2, "filesize_bytes", null), (3, "filename", null), (4, "dimensions", Dimensions));

    private static readonly ThriftNames RichText = new(
        (1, "hashtag", null),
        (2, "cashtag", null),
        (3, "mention", null),
        (4, "url", null),
        (5, "email", null),
        (6, "address", null),
        (7, "phone", null));

    /// <summary>A link, mention or hashtag in a text.</summary>
    public static readonly ThriftNames Entity = new((1, "start", null), (2, "end", null), (3, "content", RichText));

    /// <summary>An attached file.</summary>
    public static readonly ThriftNames Media = new(
        (1, "media_hash_key", null),
        (2, "dimensions", Dimensions),
        (3, "type", null),
        (4, "duration_millis", null),
        (5, "filesize_bytes", null),
        (6, "filename", null),
        (7, "attachment_id", null),
        (8, "legacy_media_url_https", null),
        (9, "legacy_media_preview_url", null),
        (10, "grok_tag", null));

    /// <summary>An attachment of any kind.</summary>
    public static readonly ThriftNames Attachment = new(
        (1, "media", Media),
        (2, "post", new((1, "rest_id", null), (2, "post_url", null), (3, "attachment_id", null))),
        (
            3,
            "url",
            new(
                (1, "url", null),
                (2, "banner_image", UrlImage),
                (3, "favicon_image", UrlImage),
                (4, "display_title", null),
                (5, "attachment_id", null))),
        (4, "unified_card", new((1, "url", null), (2, "attachment_id", null))),
        (5, "money", new((1, "fallback_text", null), (2, "payload", null))),
        (6, "jetfuel", new((2, "height", null), (3, "url", null), (4, "attachment_id", null))));

    /// <summary>What a reply quotes.</summary>
    public static readonly ThriftNames Preview = new(
        (1, "sender_id", null),
        (2, "message_text", null),
        (3, "entities", Entity),
        (4, "attachments", Attachment),
        (5, "sender_display_name", null),
        (6, "replying_to_message_sequence_id", null),
        (7, "replying_to_message_id", null),
        (8, "original_event", null),
        (9, "edit_event", null),
        (10, "key_change_events", null),
        (11, "call_card", null),
        (12, "attachment_id", null));

    private static readonly ThriftNames QuickReply = new(
        (1, "request", new((1, "options", new(
            (1, "id", null), (2, "options", new((1, "id", null), (2, "label", null), (3, "metadata", null), (4, "description", null))))))),
        (2, "response", new((1, "options", new((1, "request_id", null), (2, "metadata", null), (3, "selected_option_id", null))))));

    /// <summary>A message.</summary>
    public static readonly ThriftNames Message = new(
        (1, "message_text", null),
        (2, "entities", Entity),
        (3, "attachments", Attachment),
        (4, "replying_to_preview", Preview),
        (6, "forwarded_message", new((1, "message_text", null), (2, "entities", Entity))),
        (7, "sent_from", null),
        (8, "quick_reply", QuickReply),
        (9, "ctas", new((1, "label", null), (2, "url", null))),
        (10, "additional_fields", null));

    private static readonly ThriftNames Reaction = new(
        (1, "message_sequence_id", null),
        (2, "emoji", null),
        (3, "message_attachment_id", null));

    private static readonly ThriftNames Seen = new((1, "seen_until_sequence_id", null), (2, "seen_at_millis", null));

    private static readonly ThriftNames OfConversation = new((1, "conversation_id", null));

    /// <summary>What an encrypted event contains: a message, a reaction, a call, and so on.</summary>
    public static readonly ThriftNames Entry = new(
        (1, "message", Message), (2, "reaction_add", Reaction), (3, "reaction_remove", Reaction),
        (4, "message_edit", new((1, "message_sequence_id", null), (2, "updated_text", null), (3, "entities", Entity))),
        (5, "mark_conversation_read", Seen),
        (6, "mark_conversation_unread", Seen),
        (7, "pin_conversation", OfConversation),
        (8, "unpin_conversation", OfConversation),
        (9, "screen_capture_detected", new((1, "type", null))),
        (
            10,
            "av_call_ended",
            new((1, "sent_at_millis", null), (2, "duration_seconds", null), (3, "is_audio_only", null), (5, "broadcast_id", null))),
        (11, "av_call_missed", new((1, "sent_at_millis", null), (2, "is_audio_only", null))),
        (12, "draft_message", new((1, "conversation_id", null), (2, "draft_text", null))), (13, "accept_message_request", null),
        (14, "nickname_message", new((1, "user_id", null), (2, "nickname", null))),
        (15, "set_verified_status", new((1, "user_id", null), (2, "is_verified", null))),
        (16, "av_call_started", new((1, "is_audio_only", null), (3, "broadcast_id", null))));

    private static readonly ThriftNames Settings = new(
        (1, "edit_group_info", null),
        (2, "edit_message_ttl", null),
        (3, "block_screen_capture", null),
        (4, "add_member", null),
        (5, "send_message", null),
        (6, "start_call", null));

    private static readonly ThriftNames Invite = new((1, "expires_at_msec", null), (2, "invite_url", null), (3, "affiliate_id", null));

    /// <summary>A change of a group.</summary>
    public static readonly ThriftNames GroupChange = new(
        (
            1,
            "group_create",
            new(
                (1, "member_ids", null),
                (2, "admin_ids", null),
                (3, "title", null),
                (4, "avatar_url", null),
                (5, "conversation_key_version", null),
                (6, "is_legacy_group_upgrade", null),
                (7, "ttl_msec", null))),
        (2, "group_title_change", new((1, "custom_title", null), (2, "conversation_key_version", null))),
        (3, "group_avatar_change", new((1, "custom_avatar_url", null), (2, "conversation_key_version", null))),
        (4, "group_admin_add", new((1, "admin_ids", null))),
        (
            5,
            "group_member_add",
            new(
                (1, "member_ids", null),
                (2, "current_member_ids", null),
                (3, "current_admin_ids", null),
                (4, "current_title", null),
                (5, "current_avatar_url", null),
                (6, "conversation_key_version", null),
                (7, "current_ttl_msec", null),
                (8, "current_pending_member_ids", null),
                (9, "screen_capture_blocking_enabled", null),
                (11, "invite", Invite),
                (12, "admin_settings", Settings))),
        (6, "group_admin_remove", new((1, "admin_ids", null))),
        (7, "group_member_remove", new((1, "member_ids", null))),
        (8, "group_invite_enable", Invite),
        (9, "group_invite_disable", new((1, "disabled_by_id", null))),
        (10, "group_join_request", new((1, "user_id", null))),
        (11, "group_join_reject", new((1, "user_ids", null))),
        (12, "group_admin_settings_change", Settings));

    /// <summary>A change of a conversation's settings.</summary>
    public static readonly ThriftNames Metadata = new(
        (1, "message_duration_change", new((1, "ttl_msec", null), (2, "apply_to_all", null))),
        (2, "message_duration_remove", new((1, "ttl_msec", null))),
        (3, "mute_conversation", new((1, "conversation_ids", null))),
        (4, "unmute_conversation", new((1, "conversation_ids", null))),
        (5, "enable_screen_capture_detection", null),
        (6, "disable_screen_capture_detection", null),
        (7, "enable_screen_capture_blocking", null),
        (8, "disable_screen_capture_blocking", null));

    /// <summary>The message around encrypted contents.</summary>
    public static readonly ThriftNames MessageCreate = new(
        (100, "contents", null),
        (101, "conversation_key_version", null),
        (102, "should_notify", null),
        (103, "ttl_msec", null),
        (104, "delivered_at_msec", null),
        (105, "is_pending_public_key", null),
        (106, "priority", null),
        (107, "additional_action_list", null),
        (108, "franking_data", new((1, "franking_tag", null), (2, "encrypted_nonce", null), (4, "reporting_tags", null))),
        (109, "is_message_request", null));

    /// <summary>The detail of an event, one of several kinds.</summary>
    public static readonly ThriftNames Detail = new(
        (1, "message_create_event", MessageCreate),
        (
            3,
            "conversation_key_change_event",
            new(
                (1, "conversation_key_version", null),
                (
                    2,
                    "conversation_participant_keys",
                    new((1, "user_id", null), (2, "encrypted_conversation_key", null), (3, "public_key_version", null))),
                (3, "ratchet_tree", null),
                (4, "ratchet_tree_change", null),
                (5, "for_key_rotation", null))),
        (4, "group_change_event", new((1, "group_change", GroupChange), (2, "for_key_rotation", null))),
        (5, "message_failure_event", new((1, "failure_type", null), (2, "rate_limit_tier", null))),
        (6, "message_typing_event", OfConversation),
        (7, "message_delete_event", new((1, "sequence_ids", null), (2, "delete_message_action", null))),
        (8, "conversation_delete_event", new(
            (1, "conversation_id", null), (2, "additional_info", new((1, "clear_all_messages", null), (2, "sort_order_msec", null))))),
        (9, "conversation_metadata_change_event", new((1, "conversation_metadata_change", Metadata))),
        (10, "grok_search_response_event", new((1, "search_response", null))),
        (11, "request_for_encrypted_resend_event", null),
        (12, "mark_conversation_read_event", Seen),
        (13, "mark_conversation_unread_event", Seen),
        (14, "member_account_delete_event", new((1, "member_id", null))));

    /// <summary>The name of a field; <c>field_</c> and its number for one that is new.</summary>
    public string NameOf(short id) => _fields.TryGetValue(id, out var field) ? field.Name : FormattableString.Invariant($"field_{id}");

    /// <summary>The names inside of a field; null where they are unknown.</summary>
    public ThriftNames? Inside(short id) => _fields.TryGetValue(id, out var field) ? field.Inner : null;
}
