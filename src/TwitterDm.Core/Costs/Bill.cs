using TwitterDm.Wire;

namespace TwitterDm.Costs;

/// <summary>What an answer holds of what X bills. A kind of answer that is not named here is free.</summary>
internal sealed record Bill
{
    /// <summary>The events that were read.</summary>
    public IReadOnlyCollection<WireEvent> Events { get; init; } = [];

    /// <summary>The users who were read.</summary>
    public IReadOnlyCollection<WireUser> Users { get; init; } = [];

    /// <summary>What was written.</summary>
    public Cost Written { get; init; }

    public static Bill Of<T>(T answer) => answer switch
    {
        WireAnswer<IReadOnlyList<WireEvent>> list => new() { Events = list.Data ?? [], Users = list.Includes?.Users ?? [] },
        WireAnswer<WireEvent> one => new() { Events = List(one.Data), Users = one.Includes?.Users ?? [] },
        WireAnswer<IReadOnlyList<WireUser>> list => new() { Users = list.Data ?? [] },
        WireAnswer<WireUser> one => new() { Users = List(one.Data) },
        // Without a word about what went wrong, it may be sent.
        WireAnswer<WireSentMessage> { Data: not null } or WireAnswer<WireSentMessage> { Errors: null or [] } => new() { Written = Cost.Message },
        WireAnswer<WireDeleted> { Data.Deleted: true } => new() { Written = Cost.Delete },
        _ => new(),
    };

    private static T[] List<T>(T? item)
        where T : class
        => item is null ? [] : [item];
}
