namespace TwitterDm.Http;

/// <summary>How many attempts of a request may have had an effect.</summary>
internal sealed class AttemptCount : IAttemptObserver
{
    /// <summary>Who else hears of the attempts.</summary>
    public IAttemptObserver? Next { get; set; }

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
}
