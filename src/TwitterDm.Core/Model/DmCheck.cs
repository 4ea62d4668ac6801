using TwitterDm.Text;

namespace TwitterDm;

/// <summary>One result of a health check.</summary>
public sealed class DmCheck
{
    /// <summary>What was checked: <c>Reach</c>, <c>Clock</c>, <c>Token</c>, <c>Scopes</c>, <c>RefreshToken</c>, <c>Store</c>,
    /// <c>ChatKey</c>, <c>Limits</c>,
    /// <c>ClassicList</c> or <c>ChatList</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The result, a name of <see cref="DmCheckState"/>.</summary>
    public required string State { get; init; }

    /// <summary>What was found.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do; null where nothing has to be done.</summary>
    public string? Advice { get; init; }

    /// <summary>The name and the result.</summary>
    public override string ToString() => $"{Name}: {State}";

    internal static DmCheck Pass(string name, string detail) => Create(name, DmCheckState.Pass, detail, null);

    internal static DmCheck Warn(string name, string detail, string advice) => Create(name, DmCheckState.Warn, detail, advice);

    internal static DmCheck Fail(string name, DmException error, Func<DmException, string?>? advise)
        => Create(name, DmCheckState.Fail, error.Message, advise is null ? error.RecommendedAction : advise(error));

    private static DmCheck Create(string name, DmCheckState state, string detail, string? advice)
        => new() { Name = name, State = state.ToString(), Detail = VisibleText.Of(detail, 500), Advice = advice };
}
