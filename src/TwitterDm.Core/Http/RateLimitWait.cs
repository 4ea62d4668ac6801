namespace TwitterDm.Http;

/// <summary>Why a request has to wait, and until when.</summary>
/// <param name="Reason">What is used up, for people.</param>
/// <param name="Until">The end of the wait by the API's clock.</param>
internal sealed record RateLimitWait(string Reason, DateTimeOffset Until);
