using TwitterDm.Notices;

namespace TwitterDm.Core.Tests.Listing.Randomized;

/// <summary>Whether a run ended as its faults require: each error has a cause, and no cause was ignored.</summary>
/// <param name="met">The faults of its requests, in order.</param>
/// <param name="timeOuts">How many of its requests timed out.</param>
internal sealed class RunCheck(IReadOnlyList<RandomFault?> met, int timeOuts)
{
    private const int Attempts = 5;
    private const int Refusals = 10;
    private const int Tries = 3;

    /// <summary>Checks a run that ended with an error.</summary>
    public void Check(DmException error, DmCallOptions options)
    {
        var explained = error.Kind switch
        {
            DmErrorKind.RateLimit => options.OnRateLimit == DmRateLimitAction.Stop || options.MaxWait is not null || AtTheEnd(FaultMeaning.Refusal) >= Refusals,
            DmErrorKind.Service => AtTheEnd(FaultMeaning.Passing) + timeOuts >= Attempts,
            DmErrorKind.Protocol => met[^1]?.Meaning is FaultMeaning.Broken or FaultMeaning.Circle,
            _ => false,
        };
        Assert.True(explained, $"Nothing explains the error {error.Kind}: {error.Message}");
        CheckCircles();
    }

    /// <summary>Checks a run that ended well.</summary>
    public void CheckEnd()
    {
        // A page that was read ahead and then not needed may have been broken.
        if (timeOuts == 0)
            Assert.DoesNotContain(met.SkipLast(1), fault => fault?.Meaning == FaultMeaning.Broken);
        CheckCircles();
    }

    // A token may repeat once by a glitch; a page that keeps leading to itself ends the run.
    private void CheckCircles()
    {
        // Responses after a timeout were not received.
        if (timeOuts > 0)
            return;
        var inARow = 0;
        foreach (var fault in met.Skip(1))
        {
            Assert.True(inARow < Tries, "It went on although a page led to itself.");
            inARow = fault?.Meaning == FaultMeaning.Circle ? inARow + 1 : 0;
        }
    }

    private int AtTheEnd(FaultMeaning meaning)
        => met.Reverse().TakeWhile(fault => fault?.Meaning is FaultMeaning.Passing or FaultMeaning.Refusal).Count(fault => fault!.Meaning == meaning);
}
