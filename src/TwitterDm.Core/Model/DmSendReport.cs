using TwitterDm.Text;

namespace TwitterDm;

/// <summary>What became of a list of messages, and what it cost.</summary>
public sealed class DmSendReport
{
    /// <summary>The messages that were sent.</summary>
    public required int Sent { get; init; }

    /// <summary>The messages that were not sent because of an error, or whose delivery could not be confirmed.</summary>
    public required int Failed { get; init; }

    /// <summary>The messages that an earlier run with the same journal had sent already.</summary>
    public required int SentBefore { get; init; }

    /// <summary>The messages that were under way when the user ended the run: they may still arrive.</summary>
    public int Unknown { get; init; }

    /// <summary>The messages that were not tried, because an error or the user ended the run.</summary>
    public required int NotTried { get; init; }

    /// <summary>The number of requests that received a response, including lookups, uploads and retries.</summary>
    public required long Requests { get; init; }

    /// <summary>What the run cost at most, in US dollars; see <see cref="DmUsage.EstimatedCost"/>.</summary>
    public required decimal EstimatedCost { get; init; }

    /// <summary>When it began, in local time.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>How long it took, including all waits.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The report in one line.</summary>
    public override string ToString()
        => FormattableString.Invariant(
            $"{Sent} sent, {Failed} failed, {SentBefore} sent before, {(Unknown > 0 ? FormattableString.Invariant($"{Unknown} unknown: it may still arrive, ") : string.Empty)}{NotTried} not tried; {CountText.Of(Requests, "request")}, about {EstimatedCost:0.00##} USD.");
}
