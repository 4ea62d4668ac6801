using TwitterDm.Json;
using TwitterDm.Usage;

namespace TwitterDm.Api;

/// <summary>Determines what X bills for each kind of response; a kind that is not listed here is free.</summary>
internal static class Billing
{
    /// <summary>What X bills for a response.</summary>
    public static BillableItems ItemsOf(object response)
        => response switch
        {
            ApiResponse<WireList<WireEvent>> list => Read(list.Data ?? [], list.Includes),
            ApiResponse<WireEvent> one => Read(one.Data is null ? [] : [one.Data], one.Includes),
            // X has not published prices for X Chat; its events and users count like others.
            ApiResponse<WireList<WireChatEvent>> list => new() { EventIds = [.. (list.Data ?? []).Select(item => item.Id)] },
            ApiResponse<WireList<WireChatConversation>> list => Read([], list.Includes),
            ApiResponse<WireChatConversation> one => Read([], one.Includes),
            ApiResponse<WireList<WireUser>> list => Read([], new() { Users = list.Data }),
            ApiResponse<WireUser> one => Read([], new() { Users = one.Data is null ? [] : [one.Data] }),
            // Without a problem that says otherwise, the message may have been sent.
            ApiResponse<WireSentMessage> { Data: not null } or ApiResponse<WireSentMessage> { Problems: [] } => new()
            {
                Written = Cost.Message,
            },
            // It may contain a refusal, which is counted like a message.
            ApiResponse<WireSentChatMessage> { Data: not null } or ApiResponse<WireSentChatMessage> { Problems: [] } => new()
            {
                Written = Cost.Message,
            },
            ApiResponse<WireDeleted> { Data.Deleted: true } => new() { Written = Cost.Delete },
            ApiResponse<WireBlocked> { Data.Blocked: not null } => new() { Written = Cost.Block },
            ApiResponse<WireFinalizedUpload> { Data: not null } => new() { Written = Cost.Upload },
            ApiResponse<WireUploadedChatMedia> { Data.Success: true } => new() { Written = Cost.Upload },
            _ => new(),
        };

    private static BillableItems Read(IReadOnlyList<WireEvent> events, WireIncludes? includes) => new()
    {
        EventIds = [.. events.Select(item => item.Id)],
        UserIds = [.. (includes?.Users ?? []).Select(user => user.Id)],
    };
}
