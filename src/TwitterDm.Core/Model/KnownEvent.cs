namespace TwitterDm;

/// <summary>What is kept of an event that was read.</summary>
/// <param name="Source">Where it was read, a name of <see cref="DmSource"/>.</param>
/// <param name="EventType">What it is, a name of <see cref="DmEventType"/>.</param>
/// <param name="SenderId">Who sent it; null where that is not known.</param>
/// <param name="Text">The beginning of its text; null without one.</param>
/// <param name="TargetId">The event that it is about; null for none.</param>
/// <param name="IsMalformed">Whether its content could not be read.</param>
internal sealed record KnownEvent(string Source, string EventType, string? SenderId, string? Text, string? TargetId, bool IsMalformed)
{
    /// <summary>The message that an edit or a reaction stands for; null for another event.</summary>
    public string? StandsFor
        => TargetId is { Length: > 0 }
        && EventType is nameof(DmEventType.MessageEdit) or nameof(DmEventType.ReactionAdd) or nameof(DmEventType.ReactionRemove)
            ? TargetId
            : null;
}
