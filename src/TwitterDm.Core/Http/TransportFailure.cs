using System.Net.Sockets;
using System.Security.Authentication;

namespace TwitterDm.Http;

/// <summary>Determines what a transport failure means for the request.</summary>
internal static class TransportFailure
{
    /// <summary>Whether the request has certainly not left this machine: there was no connection that it could have left by.</summary>
    public static bool NeverLeft(Exception? failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>Whether another attempt could succeed. An invalid certificate, for example, will still be invalid a second later.</summary>
    public static bool CanPass(Exception? failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException { InnerException: null or not (IOException or SocketException) } } => false,
        // A proxy that refuses, and a response that is too large, are no different a second later.
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status } when ResponseStatus.IsRefusal(status) => false,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => false,
        HttpRequestException or IOException => true,
        _ => false,
    };
}
