using System.Net;

namespace TwitterDm.Http;

/// <summary>What the status of a response says about the request, whatever the body contains.</summary>
internal static class ResponseStatus
{
    /// <summary>
    /// Whether the request was refused, so that it certainly had no effect: by the API, or by a proxy, so that it never reached the API. A
    /// 408 only says that the server did not wait any longer.
    /// </summary>
    public static bool IsRefusal(HttpStatusCode status) => (int)status is >= 400 and < 500 and not 408;

    /// <summary>Whether the server is unavailable: another attempt can succeed.</summary>
    public static bool IsUnavailable(HttpStatusCode status) => (int)status is 408 or >= 500;

    /// <summary>Whether it is a redirect to another address.</summary>
    public static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
        || ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is not null);
}
