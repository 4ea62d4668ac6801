using System.Net;
using TwitterDm.Bench.Speed.Scenarios;
using static TwitterDm.Bench.Speed.Results.Text;

namespace TwitterDm.Bench.Speed.Results;

/// <summary>A chart of the time and the memory of each method, as SVG.</summary>
internal static class SpeedChart
{
    private const int Left = 16;
    private const int BarLeft = 236;
    private const int Width = 760;
    private const int BarWidth = 180;
    private const int Gap = 84;
    private const int Top = 92;
    private const int RowHeight = 40;
    private const int BarHeight = 20;

    private const string Style = """
          <style>
            svg { --back: #ffffff; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; --own: #0969da; --other: #9aa4ae; --start: #54aeff; --start-other: #c8d1da }
            @media (prefers-color-scheme: dark) {
              svg { --back: #0d1117; --ink: #f0f6fc; --quiet: #9198a1; --line: #3d444d; --own: #4493f8; --other: #656c76; --start: #1f5fae; --start-other: #454c55 }
            }
            .back { fill: var(--back); stroke: var(--line) }
            text { font: 13px system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; fill: var(--ink) }
            .head { font-size: 16px; font-weight: 600 }
            .quiet { fill: var(--quiet); font-size: 12px }
            .own { font-weight: 600 }
            .bar { fill: var(--other) } .own.bar { fill: var(--own) }
            .start { fill: var(--start-other) } .own.start { fill: var(--start) }
            .spread { stroke: var(--ink); stroke-width: 1.5; opacity: .6 }
            .axis { stroke: var(--line) }
          </style>
        """;

    /// <summary>Where it is written.</summary>
    public static string Location { get; } = Path.Combine(Checkout.Root, "docs", "images", "speed.svg");

    /// <summary>What it shows, in a sentence.</summary>
    public static string Summary(SpeedResults results)
        => Of(
            $"{FullListing.Events:N0} events: {string.Join("; ", Bars(results).Select(bar => Of($"{bar.Name} {bar.Way.Seconds.Median:0.00} s, {bar.Way.Megabytes.Median:0} MB")))}");

    /// <summary>Writes it.</summary>
    public static void Write(SpeedResults results) => File.WriteAllText(Location, Draw(results));

    private static string Draw(SpeedResults results)
    {
        var bars = Bars(results).ToList();
        var height = Top + (bars.Count * RowHeight) + 44;
        var seconds = new Axis(BarLeft, BarWidth, bars.Max(bar => bar.Way.Seconds.Maximum));
        var megabytes = new Axis(BarLeft + BarWidth + Gap, BarWidth, bars.Max(bar => bar.Way.Megabytes.Maximum));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" role="img" aria-labelledby="title desc">
              <title id="title">{Of($"Listing {FullListing.Events:N0} events: time and memory")}</title>
              <desc id="desc">{WebUtility.HtmlEncode(Summary(results))}</desc>
            {Style}
              <rect class="back" x=".5" y=".5" width="{Width - 1}" height="{height - 1}" rx="8"/>
              <text class="head" x="{Left}" y="32">{Of($"Listing {FullListing.Events:N0} events")}</text>
              <text class="quiet" x="{Left}" y="52">Whole processes on one machine, 100 events a page; less is better</text>
              <text class="quiet" x="{seconds.Left}" y="{Top - 12}">Time</text>
              <text class="quiet" x="{megabytes.Left}" y="{Top - 12}">Peak memory</text>
              <line class="axis" x1="{seconds.Left - 1}" y1="{Top - 4}" x2="{seconds.Left - 1}" y2="{height - 44}"/>
              <line class="axis" x1="{megabytes.Left - 1}" y1="{Top - 4}" x2="{megabytes.Left - 1}" y2="{height - 44}"/>
            {string.Join('\n', bars.Select((bar, row) => Row(bar, Top + (row * RowHeight), seconds, megabytes, results.Listing.Idle)))}
              <text class="quiet" x="{Left}" y="{height - 16}">First part of a bar: PowerShell's own start. Thin lines: from the smallest to the largest, in {results.Runs} runs.</text>
            </svg>

            """;
    }

    private static string Row(Bar bar, int top, Axis seconds, Axis megabytes, Way idle)
    {
        var own = bar.IsOwn ? "own " : "";
        var middle = top + (BarHeight / 2);
        return $"""
              <text class="{own}label" x="{Left}" y="{middle + 5}">{WebUtility.HtmlEncode(bar.Name)}</text>
            {Measure(seconds, bar.Way.Seconds, bar.IsPowerShell ? idle.Seconds.Median : 0, Of($"{bar.Way.Seconds.Median:0.00} s"))}
            {Measure(megabytes, bar.Way.Megabytes, bar.IsPowerShell ? idle.Megabytes.Median : 0, Of($"{bar.Way.Megabytes.Median:0} MB"))}
            """;

        string Measure(Axis axis, Spread spread, double start, string label) => Of($"""
              <rect class="{own}bar" x="{axis.Left}" y="{top}" width="{axis.Length(spread.Median):0.0}" height="{BarHeight}"/>
              <rect class="{own}start" x="{axis.Left}" y="{top}" width="{axis.Length(start):0.0}" height="{BarHeight}"/>
              <line class="spread" x1="{axis.Left + axis.Length(spread.Minimum):0.0}" y1="{middle}" x2="{axis.Left + axis.Length(spread.Maximum):0.0}" y2="{middle}"/>
              <text class="{own}label" x="{axis.Left + axis.Length(spread.Maximum) + 8:0.0}" y="{middle + 5}">{label}</text>
            """);
    }

    private static IEnumerable<Bar> Bars(SpeedResults results)
    {
        var list = results.Listing;
        yield return new("C#: read and deserialize only", list.Floor);
        if (list.Node is { } node)
            yield return new("npm's twitter-api-v2", node);
        yield return new("Cmdlet: read, deserialize, write", list.Bare.Streamed, IsPowerShell: true);
        yield return new("TwitterDm, streamed", list.Stream, IsPowerShell: true, IsOwn: true);
        yield return new("TwitterDm, TieredPGO=0", list.StreamWithoutProfiling, IsPowerShell: true, IsOwn: true);
        yield return new("TwitterDm, kept", list.Keep, IsPowerShell: true, IsOwn: true);
        yield return new("Invoke-RestMethod, kept", list.Loop, IsPowerShell: true);
    }

    private sealed record Bar(string Name, Way Way, bool IsPowerShell = false, bool IsOwn = false);

    private sealed record Axis(int Left, int Width, double Largest)
    {
        public double Length(double value) => Width * value / Largest;
    }
}
