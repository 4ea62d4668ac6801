using System.Net.Sockets;
using System.Security.Authentication;

namespace TwitterDm.Http;

/// <summary>What a transport failure says about the request.</summary>
internal static class TransportFailure
{
    /// <summary>Whether the request has certainly not left this machine: there was no connection that it could have left by.</summary>
    public static bool NeverLeft(Exception? failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>Whether a second attempt can go better. A certificate that is wrong now is wrong in a second, too.</summary>
    public static bool CanPass(Exception? failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException { InnerException: null or not (IOException or SocketException) } } => false,
        HttpRequestException or IOException => true,
        _ => false,
    };
}
