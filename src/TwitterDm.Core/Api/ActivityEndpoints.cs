using TwitterDm.Http;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>
/// The endpoints of live events: subscriptions with a user's token or an app's, the stream and its connections with an app's.
/// </summary>
internal static class ActivityEndpoints
{
    private const string SubscriptionsPath = "/2/activity/subscriptions";
    private const string ConnectionsPath = "/2/connections";

    /// <summary>The request for the stream, which has no timeout and is not repeated like others.</summary>
    public static ApiRequest Stream { get; } = ApiRequest.Get("/2/activity/stream");

    /// <summary><c>POST /2/activity/subscriptions</c>.</summary>
    /// <returns>The id of the subscription.</returns>
    public static async Task<string> SubscribeAsync(
        this ApiClient client,
        WireNewSubscription subscription,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post(SubscriptionsPath).WithJson(subscription, ApiJson.Default.WireNewSubscription);
        var response = await client.SendAsync(request, ApiJson.Default.WireCreatedSubscription, cancellationToken).ConfigureAwait(false);
        return response.SubscriptionId ?? throw ResponseReader.Missing(request, response.Errors);
    }

    /// <summary><c>GET /2/activity/subscriptions</c>: a page of the subscriptions of the app.</summary>
    public static Task<ApiResponse<WireList<WireSubscription>>> ListSubscriptionsAsync(
        this ApiClient client,
        string? token,
        CancellationToken cancellationToken) =>
        client.SendAsync(
            ApiRequest.Get(SubscriptionsPath).With("max_results", "1000").With("pagination_token", token),
            ApiJson.Default.SubscriptionList,
            cancellationToken);

    /// <summary><c>DELETE /2/activity/subscriptions</c>, by up to 100 ids.</summary>
    public static Task UnsubscribeAsync(this ApiClient client, IEnumerable<string> ids, CancellationToken cancellationToken)
        => client.SendAsync(ApiRequest.Delete(SubscriptionsPath).With("ids", ids), ApiJson.Default.WireDone, cancellationToken);

    /// <summary><c>GET /2/connections</c>: the open connections to streams.</summary>
    public static async Task<IReadOnlyList<WireStreamConnection>> ListConnectionsAsync(
        this ApiClient client,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest
            .Get(ConnectionsPath)
            .With("status", "active")
            .With("max_results", "100")
            .With("connection.fields", ["connected_at", "id"]);
        return (await client.SendAsync(request, ApiJson.Default.StreamConnectionList, cancellationToken).ConfigureAwait(false)).Data ?? [];
    }

    /// <summary><c>DELETE /2/connections</c>, by their ids.</summary>
    public static Task CloseConnectionsAsync(this ApiClient client, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        => client.SendAsync(
            ApiRequest.Delete(ConnectionsPath).WithJson(new WireClosedConnections { Uuids = ids }, ApiJson.Default.WireClosedConnections),
            ApiJson.Default.WireDone,
            cancellationToken);
}
