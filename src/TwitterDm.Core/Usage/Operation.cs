using TwitterDm.Notices;

namespace TwitterDm.Usage;

/// <summary>
/// One operation while it runs, such as a listing or a bulk send: the policy it was started with, and what it has used so far.
/// </summary>
/// <param name="policy">How its requests behave, and who receives its notices.</param>
internal sealed class Operation(DmCallOptions policy)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(1);

    private bool _hasWarned;

    public DmCallOptions Policy => policy;

    public INoticeSink? Notices => policy.Notices;

    /// <summary>What the operation has used of its connection.</summary>
    public OperationUsage Usage { get; } = new();

    /// <summary>Whether it was cancelled while a message or a change may have left, so that its outcome is unknown.</summary>
    public bool WasWriteInterrupted { get; set; }

    /// <summary>Describes the progress so far, to show during a wait: <c>1,200 events read so far</c>.</summary>
    public Func<string>? ProgressText { get; init; }

    /// <summary>Whether a long wait is warned about, once: nothing else shows that it goes on.</summary>
    public bool WarnsOfLongWait { get; init; }

    public void Verbose(string text) => Notices.Verbose(text);

    public void Warn(string text) => Notices.Warn(text);

    /// <summary>Says why, and until when, a request waits.</summary>
    public void ShowWait(string text, TimeSpan length)
    {
        if (!WarnsOfLongWait || _hasWarned || length < LongWait)
        {
            Verbose(text);
            return;
        }

        _hasWarned = true;
        Warn(ProgressText is { } describe ? $"{text}. {describe()}" : text);
    }
}
