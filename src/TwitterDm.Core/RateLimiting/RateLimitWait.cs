namespace TwitterDm.RateLimiting;

/// <summary>Why a request has to wait, and until when.</summary>
/// <param name="Reason">What is used up, for people.</param>
/// <param name="Until">The end of the wait by the API's clock.</param>
/// <param name="IsForAnswers">
/// Whether it only waits for requests that are under way: a window has just opened, and they may use it up.
/// </param>
internal sealed record RateLimitWait(string Reason, DateTimeOffset Until, bool IsForAnswers = false);
