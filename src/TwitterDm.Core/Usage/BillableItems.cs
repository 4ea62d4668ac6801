using TwitterDm.Api;

namespace TwitterDm.Usage;

/// <summary>What an answer holds of what X bills. A kind of answer that is not named here is free.</summary>
internal sealed record BillableItems
{
    /// <summary>The events that were read.</summary>
    public IReadOnlyCollection<WireEvent> Events { get; init; } = [];

    /// <summary>The users who were read.</summary>
    public IReadOnlyCollection<WireUser> Users { get; init; } = [];

    /// <summary>What was written.</summary>
    public Cost Written { get; init; }

    public static BillableItems Of<T>(T answer) => answer switch
    {
        ApiResponse<IReadOnlyList<WireEvent>> list => new() { Events = list.Data ?? [], Users = list.Includes?.Users ?? [] },
        ApiResponse<WireEvent> one => new() { Events = List(one.Data), Users = one.Includes?.Users ?? [] },
        ApiResponse<IReadOnlyList<WireUser>> list => new() { Users = list.Data ?? [] },
        ApiResponse<WireUser> one => new() { Users = List(one.Data) },
        // Without a word about what went wrong, it may be sent.
        ApiResponse<WireSentMessage> { Data: not null } or ApiResponse<WireSentMessage> { Errors: null or [] } => new() { Written = Cost.Message },
        ApiResponse<WireDeleted> { Data.Deleted: true } => new() { Written = Cost.Delete },
        _ => new(),
    };

    private static T[] List<T>(T? item)
        where T : class
        => item is null ? [] : [item];
}
