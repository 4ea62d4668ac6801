using System.Text;
using System.Text.Json.Nodes;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Http;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Listing.Fuzzing;

/// <summary>Pages as the API sends them, of various lengths, with messages, joins, leaves, links and media.</summary>
internal static class RecordedPage
{
    private const string Fields =
        "&dm_event.fields=attachments,created_at,dm_conversation_id,entities,event_type,id,text"
        + "&expansions=attachments.media_keys,participant_ids,referenced_posts,sender_id&media.fields=duration_ms,height,media_key,type,url,variants,width"
        + "&user.fields=created_at,id,name,protected,username,verified";

    /// <summary>The pages of a sandbox.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync()
    {
        var api = new SandboxApi(new SandboxOptions { EventCount = 400, Clock = new ManualClock() });
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = $"Bearer {SandboxCredentials.UserToken}" };
        var pages = new List<string>();
        for (string? token = string.Empty; token is not null;)
        {
            var size = 4 + (pages.Count % 9);
            var uri = new Uri($"https://api.x.com/2/dm_events?max_results={size}{Fields}{(token.Length == 0 ? token : $"&pagination_token={token}")}");
            var response = await api.HandleAsync(new SandboxRequest("GET", uri, headers, Array.Empty<byte>()), CancellationToken.None);
            var page = JsonNode.Parse(response.Body.Span)!;
            Assert.True(response.StatusCode == 200, Encoding.UTF8.GetString(response.Body.Span));
            token = (string?)page["meta"]!["next_token"];
            page["meta"]!.AsObject().Remove("next_token");
            pages.Add(page.ToJsonString());
            if (pages.Count == 14)
                break;
        }

        return pages;
    }
}
