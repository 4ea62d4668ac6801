using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace TwitterDm.Bench.Speed;

/// <summary>
/// Reads and deserializes the pages one after the other, with the least code: for a program (<c>Floor.cs</c>) and a cmdlet
/// (<c>BareModule</c>).
/// </summary>
internal sealed class PageReader : IDisposable
{
    private readonly HttpClient _http;
    private string? _next = "";

    public PageReader(Uri api, string token)
    {
        _http = new HttpClient { BaseAddress = api };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The events of the next page; null after the last one.</summary>
    public async Task<IReadOnlyList<Event>?> ReadAsync()
    {
        if (_next is null)
            return null;
        var page = await _http.GetFromJsonAsync(new Uri($"2/dm_events?max_results=100{_next}", UriKind.Relative), PageContext.Default.Page).ConfigureAwait(false);
        _next = page!.Meta.NextToken is { } token ? $"&pagination_token={token}" : null;
        return page.Data;
    }

    public void Dispose() => _http.Dispose();
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
