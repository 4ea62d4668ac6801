using TwitterDm.Text;

namespace TwitterDm.Problems;

/// <summary>Says why a request has no response, or no complete one.</summary>
/// <param name="Kind">The kind of the error.</param>
/// <param name="Reason">Its specific case.</param>
/// <param name="Words">What happened, without a full stop at the end.</param>
internal sealed record TransportProblem(DmErrorKind Kind, DmErrorReason Reason, string Words)
{
    /// <summary>Describes a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="peer">Who was called, such as "The API".</param>
    public static TransportProblem Of(Exception failure, string peer)
        => failure switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(
                DmErrorKind.Protocol,
                DmErrorReason.None,
                $"The response is too large, and was not read to its end: {ExceptionText.Of(failure)}"),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => new(
                DmErrorKind.Service,
                DmErrorReason.ProxyRefused,
                $"A proxy refused the connection: {ExceptionText.Of(failure)}"),
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse }
            or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse } => new(
            DmErrorKind.Service, DmErrorReason.None, $"The response is not complete: {ExceptionText.Of(failure)}"),
        _ => new(DmErrorKind.Service, DmErrorReason.None, $"{peer} could not be reached: {ExceptionText.Of(failure)}"),
    };
}
