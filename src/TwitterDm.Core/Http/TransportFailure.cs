using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;

namespace TwitterDm.Http;

/// <summary>Determines what a transport failure means for the request.</summary>
internal static partial class TransportFailure
{
    /// <summary>Whether the request has certainly not left this machine: there was no connection that it could have left by.</summary>
    public static bool NeverLeft(Exception? failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>Whether another attempt could succeed. An invalid certificate, for example, will still be invalid a second later.</summary>
    public static bool CanPass(Exception? failure)
        => failure switch
        {
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.SecureConnectionError,
                InnerException: AuthenticationException { InnerException: null or not (IOException or SocketException) }
            } => false,
            // A proxy that refuses, and a response that is too large, are no different a second later.
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } refused
                when StatusOf(refused) is { } status && ResponseStatus.IsRefusal(status) => false,
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => false,
            HttpRequestException or IOException => true,
            _ => false,
        };

    // .NET 8 has the status of the proxy's response only in the message.
    private static HttpStatusCode? StatusOf(HttpRequestException failure)
        => failure.StatusCode
        ?? (
            QuotedNumber().Match(failure.Message) is { Success: true } match
                ? (HttpStatusCode)int.Parse(match.ValueSpan, CultureInfo.InvariantCulture)
                : null);

    [GeneratedRegex("(?<=')[1-5][0-9]{2}(?=')", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QuotedNumber();
}
