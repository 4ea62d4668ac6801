using System.Globalization;
using System.Text.Json;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Bench.Listings;

/// <summary>What X would bill for the responses of a server: each event and each user once per UTC day.</summary>
internal sealed class ServerBill
{
    private const decimal PriceOfResource = 0.010m;

    private readonly object _gate = new();
    private readonly HashSet<(string Kind, string Id, DateOnly Day)> _resources = [];

    public int Requests { get; private set; }

    public int TooMany { get; private set; }

    public decimal Dollars => _resources.Count * PriceOfResource;

    public void Add(RecordedRequest request, SandboxResponse response)
    {
        lock (_gate)
        {
            Requests++;
            TooMany += response.StatusCode == 429 ? 1 : 0;
            if (response.StatusCode != 200 || !TryParse(response.Body, out var body))
                return;
            var day = DateOnly.FromDateTime(request.Time.UtcDateTime);
            Add(request.PathAndQuery.Contains("dm_events", StringComparison.Ordinal) ? "event" : "user", body, "data", day);
            if (body.TryGetProperty("includes", out var includes))
                Add("user", includes, "users", day);
        }
    }

    private void Add(string kind, JsonElement from, string name, DateOnly day)
    {
        if (!from.TryGetProperty(name, out var items))
            return;
        foreach (var item in items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().ToArray() : [items])
            _resources.Add((kind, item.GetProperty("id").GetString()!, day));
    }

    private static bool TryParse(ReadOnlyMemory<byte> body, out JsonElement root)
    {
        try
        {
            root = JsonDocument.Parse(body).RootElement;
            return root.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            root = default;
            return false;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Requests,8} {TooMany,5}");
}
