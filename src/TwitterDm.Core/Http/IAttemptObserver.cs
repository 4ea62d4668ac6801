namespace TwitterDm.Http;

/// <summary>Observes the attempts of one request, in their order. An exception that it throws ends the request.</summary>
internal interface IAttemptObserver
{
    /// <summary>An attempt is about to leave: from now on it may have an effect.</summary>
    void Leaving();

    /// <summary>The attempt had no effect: it did not get out, or was refused before it was processed.</summary>
    void Refused();
}
