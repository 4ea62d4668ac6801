namespace TwitterDm.Sandbox.Faults;

/// <content>Responses to X Chat messages.</content>
public sealed partial class Fault
{
    /// <summary>A response with the status 201 whose event says that the message was refused. The request has no effect.</summary>
    /// <param name="type">X's number of the reason, such as 2 for INTERNAL_ERROR or 12 for RATE_LIMIT_UPSELL. It need not exist.</param>
    /// <returns>The fault.</returns>
    public static Fault ChatFailure(int type) => new(exchange => SendChatFailureAsync(exchange, type));

    /// <summary>Handles the request, and then sends a response with the status 201 whose event says that the message was refused.</summary>
    /// <param name="type">X's number of the reason, such as 14 for GENERIC_ERROR.</param>
    /// <returns>The fault.</returns>
    public static Fault ChatFailureAfterHandling(int type) => new(async exchange =>
    {
        await exchange.HandleAsync().ConfigureAwait(false);
        await SendChatFailureAsync(exchange, type).ConfigureAwait(false);
    });

    private static Task SendChatFailureAsync(Exchange exchange, int type) =>
        exchange.Request is { } request && exchange.Api.ChatFailure(request, type) is { } response
            ? exchange.SendAsync(response)
            : exchange.SendRealResponseAsync();
}
