namespace TwitterDm;

/// <summary>What became of one message of many: it was sent, it had been sent before, or there is an error.</summary>
public sealed class DmSendResult
{
    /// <summary>The place of the message in what was given, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The message as it was sent; null where it was not, or where the journal knows it from an earlier run.</summary>
    public DmMessage? Sent { get; init; }

    /// <summary>Why it was not sent, or why nobody knows; null where it was.</summary>
    public DmException? Error { get; init; }

    /// <summary>Whether the journal knows it as sent in an earlier run: nothing was done.</summary>
    public bool WasSentBefore { get; init; }
}
