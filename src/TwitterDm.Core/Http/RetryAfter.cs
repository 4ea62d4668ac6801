namespace TwitterDm.Http;

/// <summary>Reads the header <c>Retry-After</c> (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The wait from now that a response requests; null where it requests none.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset serverNow)
    {
        var wait = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - serverNow : null;
        return wait > TimeSpan.Zero ? wait : null;
    }
}
