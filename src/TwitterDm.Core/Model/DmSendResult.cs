namespace TwitterDm;

/// <summary>The outcome of one message of several: it was sent, it had already been sent, or it failed.</summary>
public sealed class DmSendResult
{
    /// <summary>The position of the message in the input, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The message as it was sent; null if it was not, or if the journal records it as sent in an earlier run.</summary>
    public DmMessage? Sent { get; init; }

    /// <summary>Why it was not sent, or why its delivery could not be confirmed; null if it was sent.</summary>
    public DmException? Error { get; init; }

    /// <summary>Whether its error ended the run: the messages after it were not tried.</summary>
    public bool EndsRun { get; init; }

    /// <summary>Whether the journal records it as sent in an earlier run, so that it was not sent again.</summary>
    public bool WasSentBefore { get; init; }
}
