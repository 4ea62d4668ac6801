namespace TwitterDm.Http;

/// <summary>Counts the attempts of one request that may have had an effect.</summary>
/// <param name="next">Also observes the attempts; null for none.</param>
internal sealed class AttemptCounter(IAttemptObserver? next = null) : IAttemptObserver
{
    public int Count { get; private set; }

    public void OnStarting()
    {
        next?.OnStarting();
        Count++;
    }

    public void OnNoEffect()
    {
        next?.OnNoEffect();
        Count--;
    }

    public void OnUnknown() => next?.OnUnknown();
}
