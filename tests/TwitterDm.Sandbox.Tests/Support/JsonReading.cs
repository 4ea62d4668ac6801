using System.Text.Json;

namespace TwitterDm.Sandbox.Tests.Support;

internal static class JsonReading
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static bool Has(this JsonElement element, string name) => element.TryGetProperty(name, out _);

    public static IReadOnlyList<string> Names(this JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) ? [.. items.EnumerateArray().Select(item => item.GetString()!)] : [];

    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) ? [.. items.EnumerateArray()] : [];
}
