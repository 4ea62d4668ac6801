using TwitterDm.Http;
using TwitterDm.Json;
using TwitterDm.Problems;

namespace TwitterDm.Api;

/// <summary>Tells a list that does not exist from one that is empty.</summary>
internal static class MissingList
{
    /// <summary>
    /// Throws if a response has no list because of a problem with the account, or because what the path names does not exist. A list
    /// without data is otherwise an empty page: a problem can also be about a user or medium of the page.
    /// </summary>
    /// <exception cref="DmException">What X reports instead of the list.</exception>
    public static void ThrowIfMissing<T>(this ApiResponse<WireList<T>> response, ApiRequest request)
    {
        var isMissing =
            response.Data is null
            && response
                .Problems.Select(ProblemReader.ToProblem)
                .Any(problem =>
                    AccountProblem.Find(problem) is not null
                    || (problem.IsNotFound && (response.Meta is null || request.IsAbout(problem.Parameter))));
        if (isMissing)
            throw ResponseReader.Missing(request, response.Problems);
    }
}
