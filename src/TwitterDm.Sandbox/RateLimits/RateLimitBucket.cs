namespace TwitterDm.Sandbox.RateLimits;

/// <summary>The rate limit of one or more endpoints.</summary>
/// <param name="Name">The name of the bucket. Endpoints whose bucket has the same name share one limit.</param>
/// <param name="RequestsPerWindow">The requests allowed in 15 minutes.</param>
/// <param name="RequestsPerDay">The requests allowed in 24 hours, or null for no daily limit and no daily headers.</param>
internal sealed record RateLimitBucket(string Name, int RequestsPerWindow, int? RequestsPerDay = null);
