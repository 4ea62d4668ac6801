namespace TwitterDm.Http;

/// <summary>How many attempts of a request may have had an effect.</summary>
internal sealed class AttemptCount : IAttemptWatch
{
    /// <summary>Who else hears of the attempts.</summary>
    public IAttemptWatch? Next { get; set; }

    public int Count { get; private set; }

    public void Leaving()
    {
        Next?.Leaving();
        Count++;
    }

    public void Refused()
    {
        Next?.Refused();
        Count--;
    }

    /// <summary>Whether a request that failed may have had its effect all the same.</summary>
    /// <param name="failure">How its last attempt ended: where X said no, that one had none.</param>
    public bool MayHaveHadEffect(Exception failure) => Count > (SaidNo(failure) ? 1 : 0);

    // What is said no to with a 401 or a 429 is taken back already.
    private static bool SaidNo(Exception failure) => failure is DmException
    {
        MayHaveHadEffect: false, StatusCode: not null, Kind: not (DmErrorKind.Authentication or DmErrorKind.RateLimit),
    };
}
