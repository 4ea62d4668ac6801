using System.Text.Json;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Core.Tests.Listing.Randomized;

/// <summary>The events of a sandbox, read from an identical one without the code under test: no socket, no fault, no limit.</summary>
internal sealed class HeldEvents(SandboxOptions options)
{
    private const string All = "/2/dm_events";

    private readonly SandboxApi _twin = new(options with { RequestsPerWindow = int.MaxValue, SharedWindow = true });
    private readonly Dictionary<string, IReadOnlyList<Held>> _lists = new(StringComparer.Ordinal);

    public sealed record Held(string Id, string Type, DateTimeOffset At, string Conversation);

    /// <summary>The ids of a query's events in the expected order.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(DmEventQuery query)
    {
        var types = query.EventTypes.Select(type => type.ToString()).ToHashSet(StringComparer.Ordinal);
        return [.. (await ListAsync(query))
            .Where(item => types.Count == 0 || types.Contains(item.Type))
            .Where(item => query.SinceId is null || ulong.Parse(item.Id) > ulong.Parse(query.SinceId))
            .Where(item => !(item.At < query.Since) && !(item.At > query.Until))
            .Take((int)Math.Min(query.First ?? int.MaxValue, int.MaxValue))
            .Select(item => item.Id)];
    }

    /// <summary>All events of the list that a query reads.</summary>
    public Task<IReadOnlyList<Held>> ListAsync(DmEventQuery query) => ReadAsync(query switch
    {
        { ConversationId: { } id } => $"/2/dm_conversations/{id}/dm_events",
        { ParticipantId: { } id } => $"/2/dm_conversations/with/{id}/dm_events",
        _ => All,
    });

    private async Task<IReadOnlyList<Held>> ReadAsync(string path)
    {
        if (_lists.TryGetValue(path, out var known))
            return known;
        var held = new List<Held>();
        for (var way = string.Empty; ;)
        {
            var body = await AnswerAsync($"{path}?dm_event.fields=created_at,dm_conversation_id,event_type{way}");
            held.AddRange(body.TryGetProperty("data", out var data) ? data.EnumerateArray().Select(Read) : []);
            if (!body.GetProperty("meta").TryGetProperty("next_token", out var next))
                return _lists[path] = held;
            way = $"&pagination_token={next.GetString()}";
        }
    }

    private static Held Read(JsonElement item) => new(
        item.GetProperty("id").GetString()!,
        item.GetProperty("event_type").GetString()!,
        item.GetProperty("created_at").GetDateTimeOffset(),
        item.GetProperty("dm_conversation_id").GetString()!);

    private async Task<JsonElement> AnswerAsync(string target)
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {SandboxCredentials.UserToken}" };
        var response = await _twin.HandleAsync(new SandboxRequest("GET", new Uri("http://127.0.0.1" + target), headers, default), default);
        Assert.Equal(200, response.StatusCode);
        return JsonDocument.Parse(response.Body).RootElement;
    }
}
