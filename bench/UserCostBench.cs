using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using TwitterDm.Sandbox;

namespace TwitterDm.Bench;

/// <summary>
/// Three ways to get the users of all events: their requests, and what X bills for them. Uses plain requests, to compare the ways and
/// not this library.
/// </summary>
internal sealed class UserCostBench(HttpClient http)
{
    private const decimal Price = 0.010m;
    private const int MaxLookUp = 100;
    private const string UserFields = "user.fields=created_at,id,name,profile_image_url,protected,username,verified,verified_type";

    private static readonly (string Name, string Expansions)[] Ways =
    [
        ("users in every page", ",participant_ids,sender_id"),
        ("senders in every page, look-ups", ",sender_id"),
        ("look-ups only", ""),
    ];

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private long _requests;
    private long _bytes;
    private long _events;
    private long _users;

    /// <summary>Reads all events in each way and prints a table.</summary>
    public static async Task<int> RunAsync(int count)
    {
        using var server = SandboxProcess.Start(count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} events from the sandbox, with their senders and participants"));
        Console.WriteLine($"{"method",-34} {"requests",8} {"users billed",12} {"if twice",8} {"USD",8} {"if twice",9} {"MB",6}");
        foreach (var (name, expansions) in Ways)
        {
            using var http = new HttpClient { BaseAddress = server.Api };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SandboxCredentials.UserToken);
            var way = new UserCostBench(http);
            await way.ReadAsync(expansions);
            Console.WriteLine(way.Row(name));
        }

        return 0;
    }

    private async Task ReadAsync(string expansions)
    {
        var list = "2/dm_events?max_results=100&dm_event.fields=attachments,created_at,dm_conversation_id,entities,event_type,id,text,sender_id,participant_ids"
            + $"&expansions=attachments.media_keys,referenced_posts{expansions}&media.fields=url,variants,type&{UserFields}";
        for (string? token = string.Empty; token is not null;)
        {
            using var page = await GetAsync(list + (token.Length == 0 ? string.Empty : $"&pagination_token={token}"));
            _events += page.RootElement.GetProperty("data").GetArrayLength();
            if (page.RootElement.TryGetProperty("includes", out var includes) && includes.TryGetProperty("users", out var users))
                Bill(users);
            foreach (var batch in Mentioned(page.RootElement.GetProperty("data")).Except(_known, StringComparer.Ordinal).Chunk(MaxLookUp))
            {
                using var response = await GetAsync($"2/users?ids={string.Join(',', batch)}&{UserFields}");
                Bill(response.RootElement.GetProperty("data"));
            }

            token = page.RootElement.GetProperty("meta").TryGetProperty("next_token", out var next) ? next.GetString() : null;
        }
    }

    private static IEnumerable<string> Mentioned(JsonElement events) => events.EnumerateArray().SelectMany(item =>
    {
        var participants = item.TryGetProperty("participant_ids", out var ids) ? ids.EnumerateArray().Select(id => id.GetString()!) : [];
        return item.TryGetProperty("sender_id", out var sender) ? participants.Append(sender.GetString()!) : participants;
    }).Distinct(StringComparer.Ordinal);

    private void Bill(JsonElement users)
    {
        foreach (var user in users.EnumerateArray())
        {
            _users++;
            _known.Add(user.GetProperty("id").GetString()!);
        }
    }

    private async Task<JsonDocument> GetAsync(string path)
    {
        var body = await http.GetByteArrayAsync(new Uri(path, UriKind.Relative));
        _requests++;
        _bytes += body.Length;
        return JsonDocument.Parse(body);
    }

    private string Row(string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-34} {_requests,8} {_known.Count,12} {_users,8} {Price * (_events + _known.Count),8:0.00} {Price * (_events + _users),9:0.00} {_bytes / 1e6,6:0.0}");
}
