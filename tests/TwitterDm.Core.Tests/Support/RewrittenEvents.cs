using System.Text.Json.Nodes;
using TwitterDm.Http;

namespace TwitterDm.Core.Tests.Support;

/// <summary>A transport that changes each event in the lists that the API sends.</summary>
/// <param name="change">Changes one event.</param>
internal sealed class RewrittenEvents(Action<JsonObject> change) : DelegatingHandler(DmPipeline.CreateSocket())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!request.RequestUri!.AbsolutePath.EndsWith("/dm_events", StringComparison.Ordinal))
            return response;
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
        foreach (var item in body["data"]?.AsArray() ?? [])
            change(item!.AsObject());
        response.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        return response;
    }
}
