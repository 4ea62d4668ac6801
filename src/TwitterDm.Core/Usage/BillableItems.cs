namespace TwitterDm.Usage;

/// <summary>The items in a response that X bills.</summary>
internal sealed record BillableItems
{
    /// <summary>The ids of the events that were read.</summary>
    public IReadOnlyCollection<string?> EventIds { get; init; } = [];

    /// <summary>The ids of the users who were read.</summary>
    public IReadOnlyCollection<string?> UserIds { get; init; } = [];

    /// <summary>What was written.</summary>
    public Cost Written { get; init; }
}
