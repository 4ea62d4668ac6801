using TwitterDm.Http;
using TwitterDm.Json;
using TwitterDm.Problems;

namespace TwitterDm.Api;

/// <summary>The response to a look-up of several users: those that X returned, and why others are missing.</summary>
/// <param name="request">The request.</param>
/// <param name="response">The response.</param>
internal sealed class UserLookup(ApiRequest request, ApiResponse<WireList<WireUser>> response)
{
    private readonly (WireProblem Wire, DmProblem Problem)[] _problems =
    [
        .. response.Problems.Select(wire => (wire, ProblemReader.ToProblem(wire))),
    ];

    /// <summary>The users; one without a valid id is left out, since nothing can be requested about it.</summary>
    public IReadOnlyList<WireUser> Users { get; } = [.. (response.Data ?? []).Where(user => user.HasValidId)];

    /// <summary>Throws if there is neither a user nor a reason that each of them is missing.</summary>
    /// <returns>This response.</returns>
    /// <exception cref="DmException">What X reports instead, or <see cref="DmErrorKind.Protocol"/>.</exception>
    public UserLookup Checked()
    {
        if (response.Data is not null)
            return this;
        if (_problems.Length == 0)
            throw ResponseReader.Missing(request, null);
        return General().Wire is { } problem ? throw ResponseReader.Missing(request, [problem]) : this;
    }

    /// <summary>Why a user is missing.</summary>
    /// <param name="idOrName">What was looked up, without the <c>@</c>.</param>
    /// <returns>The error; null if X does not say more than that the user does not exist.</returns>
    public DmException? WhyMissing(string idOrName)
    {
        if ((response.Data ?? []).Any(user => !user.HasValidId && (Is(user.Id, idOrName) || Is(user.Username, idOrName))))
        {
            return new(DmErrorKind.NotFound, $"X returned no valid id for the user {(Ids.IsUserId(idOrName) ? idOrName : "@" + idOrName)}.")
            {
                RecommendedAction = "Try again later.",
            };
        }

        var own = Array.Find(_problems, each => IsAbout(each.Problem, idOrName));
        var (wire, problem) = own.Wire is null ? General() : own;
        return wire is not null && !IsPlain(problem) ? ResponseReader.Missing(request, [wire]) : null;
    }

    // What is wrong with the account comes before any other problem that is not about a user.
    private (WireProblem Wire, DmProblem Problem) General()
    {
        var account = Array.Find(_problems, each => AccountProblem.Find(each.Problem) is not null);
        return account.Wire is null
            ? Array.Find(_problems, each => each.Problem is { IsNotFound: false, Value: null, ResourceId: null })
            : account;
    }

    private static bool IsPlain(DmProblem problem) => problem is { IsNotFound: true, SaysMore: false };

    private static bool IsAbout(DmProblem problem, string idOrName) => Is(problem.Value, idOrName) || Is(problem.ResourceId, idOrName);

    private static bool Is(string? text, string idOrName) => string.Equals(text, idOrName, StringComparison.OrdinalIgnoreCase);
}
