using System.Globalization;

namespace TwitterDm.Sandbox.World;

/// <summary>A thousand people more, who wrote nothing yet and take every message: for those who write to many.</summary>
internal static class Crowd
{
    public const int Size = 1000;

    private const long BeforeFirstId = 1_460_000_000_000_000_000;

    public static IReadOnlyList<Person> Readers { get; } = [.. Enumerable.Range(1, Size).Select(Reader)];

    private static Person Reader(int number) => new(
        BeforeFirstId + number,
        string.Create(CultureInfo.InvariantCulture, $"reader_{number:0000}"),
        string.Create(CultureInfo.InvariantCulture, $"Reader {number}")) { Connections = ["followed_by"] };
}
