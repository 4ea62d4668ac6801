namespace TwitterDm.Notices;

/// <summary>Information about a running operation. The core raises it; a front end shows it.</summary>
/// <param name="Text">One line, without secrets, message texts or control characters.</param>
public abstract record DmNotice(string Text);

/// <summary>A detail for verbose output.</summary>
/// <param name="Text">One line.</param>
public sealed record DmVerboseNotice(string Text) : DmNotice(Text);

/// <summary>A request and its response, for debug output.</summary>
/// <param name="Text">One line: the verb, the address without secrets, the status and the time.</param>
public sealed record DmDebugNotice(string Text) : DmNotice(Text);

/// <summary>Something is not as expected, but the operation continues.</summary>
/// <param name="Text">One line.</param>
public sealed record DmWarningNotice(string Text) : DmNotice(Text)
{
    /// <summary>The specific case, where a front end has its own advice for it.</summary>
    public DmErrorReason Reason { get; init; }
}

/// <summary>The progress of a wait, an upload or a listing.</summary>
/// <param name="Activity">What is being done.</param>
/// <param name="Text">Until when, and why; or how much is done.</param>
/// <param name="PercentComplete">0 to 100; -1 if that is unknown.</param>
/// <param name="Left">The time that is left; zero when it is over; <see cref="TimeSpan.MaxValue"/> if that is unknown.</param>
public sealed record DmProgressNotice(string Activity, string Text, int PercentComplete, TimeSpan Left) : DmNotice(Text);

/// <summary>An error that must be shown, although the operation continues.</summary>
/// <param name="Error">What went wrong.</param>
public sealed record DmErrorNotice(DmException Error) : DmNotice(Error.Message);
