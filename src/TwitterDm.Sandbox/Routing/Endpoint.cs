using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Limits;
using TwitterDm.Sandbox.Rules;

namespace TwitterDm.Sandbox.Routing;

/// <summary>One verb on one path: what it takes, who may call it, which limit it falls under, and what it answers.</summary>
internal abstract class Endpoint(string method, string path, IReadOnlyList<ParameterRule> parameters, BodyRule? body = null)
{
    public string Method => method;

    public PathTemplate Path { get; } = new(path);

    /// <summary>The parameters of X's description; the older ones are added by <see cref="Check"/>.</summary>
    public IReadOnlyList<ParameterRule> Parameters => parameters;

    public ParameterCheck Check { get; } = new(parameters);

    /// <summary>What the body has to be; null: there is none, and one that comes all the same is not looked at.</summary>
    public BodyRule? Body => body;

    /// <summary>Whether the body may come as a form with files, too, and not as JSON alone.</summary>
    public bool TakesForm { get; protected init; }

    /// <summary>What an OAuth 2.0 user token needs.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Whether an application may call it with its own token.</summary>
    public bool AppOnlyAllowed { get; init; }

    public required LimitGroup Limit { get; init; }

    public abstract Answer Handle(CheckedParameters parameters, Caller caller);
}
