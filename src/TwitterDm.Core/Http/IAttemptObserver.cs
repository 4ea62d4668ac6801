namespace TwitterDm.Http;

/// <summary>Observes the attempts of one request, in order.</summary>
internal interface IAttemptObserver
{
    /// <summary>An attempt starts when this returns: from then on it may have an effect. An exception ends the request instead.</summary>
    void OnStarting();

    /// <summary>The last attempt certainly had no effect: it did not reach X, or X rejected it before processing it.</summary>
    void OnNoEffect();

    /// <summary>
    /// The outcome of the last attempt is unknown. What prevents another attempt, such as a rate limit, says nothing about this one.
    /// </summary>
    void OnUnknown();
}
