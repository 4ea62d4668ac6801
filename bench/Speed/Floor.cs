using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using System.Net.Http.Json;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench.Speed;

/// <summary>A program that only reads and deserializes the pages, and keeps nothing: nothing in .NET can be much faster.</summary>
internal static partial class Floor
{
    public static async Task<int> RunAsync(Uri api)
    {
        var watch = Stopwatch.StartNew();
        using var http = new HttpClient { BaseAddress = api };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SandboxCredentials.UserToken);
        var (count, next) = (0, "");
        while (next is not null)
        {
            var page = await http.GetFromJsonAsync(new Uri($"2/dm_events?max_results=100{next}", UriKind.Relative), PageContext.Default.Page);
            count += page!.Data.Count;
            next = page.Meta.NextToken is { } token ? $"&pagination_token={token}" : null;
        }

        Sample.Write(count, watch.Elapsed);
        return 0;
    }

    internal sealed record Page(List<Event> Data, Includes? Includes, Meta Meta);

    internal sealed record Meta(string? NextToken);

    internal sealed record Includes(List<User>? Users);

    internal sealed record User(string Id, string Username, string Name, DateTimeOffset? CreatedAt, bool Protected, bool Verified);

    internal sealed record Event(
        string Id, string EventType, string? Text, DateTimeOffset CreatedAt, string? DmConversationId, string? SenderId, List<string>? ParticipantIds,
        List<Reference>? ReferencedTweets, Attachments? Attachments);

    internal sealed record Reference(string Id);

    internal sealed record Attachments(List<string>? MediaKeys);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Page))]
    internal sealed partial class PageContext : JsonSerializerContext;
}
