using System.Net;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// The only exception of this library: what went wrong, the API's own description, and what to do next. It never contains a header, a
/// token or the text of a message. Control characters in strings from the network are made visible.
/// </summary>
public sealed class DmException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">One or two sentences for people, without secrets.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public DmException(DmErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
        => Kind = kind;

    /// <summary>
    /// The same error in another context. Everything is copied from the original; an object initializer replaces what differs.
    /// </summary>
    /// <param name="original">The error.</param>
    /// <param name="message">Another message; the original is then the inner exception. Null to keep the message.</param>
    /// <param name="kind">Another kind; null to keep it.</param>
    internal DmException(DmException original, string? message = null, DmErrorKind? kind = null)
        : this(original, message ?? original.Message, message is null ? original.InnerException : original, kind ?? original.Kind)
    {
    }

    private DmException(DmException original, string message, Exception? innerException, DmErrorKind kind)
        : base(message, innerException)
    {
        Kind = kind;
        Reason = original.Reason;
        RecommendedAction = original.RecommendedAction;
        StatusCode = original.StatusCode;
        Request = original.Request;
        TransactionId = original.TransactionId;
        Problem = original.Problem;
        ResetsAtUtc = original.ResetsAtUtc;
        Target = original.Target;
        UncertainMessage = original.UncertainMessage;
        IsNotTried = original.IsNotTried;
        IsWriteFailure = original.IsWriteFailure;
        AccountProblem = original.AccountProblem;
        MayHaveHadEffect = original.MayHaveHadEffect;
    }

    /// <summary>What went wrong.</summary>
    public DmErrorKind Kind { get; }

    /// <summary>The specific case of the kind, where a front end has its own advice for it.</summary>
    public DmErrorReason Reason { get; init; }

    /// <summary>
    /// What to do next, in one or two sentences; with a <see cref="Reason"/>, what to do in addition to the front end's advice, if
    /// anything.
    /// </summary>
    public string? RecommendedAction { get; init; }

    /// <summary>The status of the response, where there was one.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The verb and path of the request, without its query and headers.</summary>
    public string? Request { get; init; }

    /// <summary>X's id of the request (header <c>x-transaction-id</c>), which X's support asks for.</summary>
    public string? TransactionId { get; init; }

    /// <summary>The problem as X described it.</summary>
    public DmProblem? Problem { get; init; }

    /// <summary>For a rate limit: when the window ends, in local time, by the API's clock.</summary>
    public DateTime? ResetsAt => ResetsAtUtc?.LocalDateTime;

    /// <summary>What the error is about: a <see cref="DmResumePoint"/> for a listing, otherwise the value that was rejected.</summary>
    public object? Target { get; init; }

    /// <summary>
    /// For <see cref="DmErrorKind.SendUncertain"/>: the message as far as it is known; <c>SentAt</c> is when its request started.
    /// </summary>
    public DmMessage? UncertainMessage { get; init; }

    /// <summary>For one of several messages: whether it was not attempted, because the error of an earlier message ended the run.</summary>
    public bool IsNotTried { get; init; }

    /// <summary>
    /// Whether the same operation would fail for every other item of a run, so that the run has to end: something is wrong with the
    /// account, the connection or a limit, and not with one recipient, event or row.
    /// </summary>
    public bool EndsRun
        => Kind switch
        {
            DmErrorKind.InvalidRequest => Reason == DmErrorReason.NobodyConfirms,
            DmErrorKind.NotFound or DmErrorKind.SendUncertain or DmErrorKind.File => false,
            DmErrorKind.Permission => Reason
                is DmErrorReason.AppOnlyToken
                    or DmErrorReason.MissingScope
                    or DmErrorReason.AppForbidden
                    or DmErrorReason.AccountLocked
                    or DmErrorReason.AccountSuspended
                    or DmErrorReason.ChatSignatureRefused
                    or DmErrorReason.ChatFlaggedAsSpam,
            _ => true,
        };

    /// <summary>
    /// Whether something is wrong with the account, the connection or a limit. That ends a run even where what was requested is
    /// dispensable; a server that fails, or a response that cannot be read, does not.
    /// </summary>
    internal bool IsAboutAccount => EndsRun && Kind is not (DmErrorKind.Service or DmErrorKind.Protocol);

    /// <summary>
    /// For <see cref="DmErrorKind.SendUncertain"/>: the problem with the account because of which the message could not be confirmed. It
    /// ends the run.
    /// </summary>
    internal DmException? AccountProblem { get; init; }

    /// <summary>
    /// For <see cref="DmErrorKind.File"/>: whether the file could not be written; otherwise it could not be read, or is not what it should
    /// be.
    /// </summary>
    public bool IsWriteFailure { get; init; }

    internal DateTimeOffset? ResetsAtUtc { get; init; }

    /// <summary>Whether the request may have taken effect in spite of the error: it was sent, and its outcome is unknown.</summary>
    internal bool MayHaveHadEffect { get; init; }

    /// <summary>
    /// Whether an error of reading means that nothing can be sent either. Messages can be sent without the scope that reading needs, and
    /// while X limits only the reading.
    /// </summary>
    internal bool PreventsSending() => Kind is DmErrorKind.Authentication or DmErrorKind.Credit
        || Reason is DmErrorReason.UsageCapReached or DmErrorReason.AccountLocked or DmErrorReason.AccountSuspended;

    /// <summary>An error about a file.</summary>
    internal static DmException BadFile(string message, string action, object? target = null, Exception? cause = null, bool isWrite = false)
        => new(DmErrorKind.File, message, cause) { RecommendedAction = action, Target = target, IsWriteFailure = isWrite };

    /// <summary>The same error with another sentence at the end of its message, such as what was not tried because of it.</summary>
    /// <param name="sentence">The sentence, with its full stop.</param>
    /// <returns>A copy.</returns>
    public DmException WithSentence(string sentence) => new(this, $"{ExceptionText.Sentence(Message)} {sentence}", InnerException, Kind);

    /// <summary>The same error about something else, such as the item that the caller was working on.</summary>
    /// <param name="target">What it is about.</param>
    /// <param name="recommendedAction">What to do next; null to keep it.</param>
    /// <returns>A copy.</returns>
    public DmException WithTarget(object? target, string? recommendedAction = null)
        => new(this) { Target = target, RecommendedAction = recommendedAction ?? RecommendedAction };

    /// <summary>An error about a value that was given.</summary>
    internal static DmException BadInput(string message, string action, object? target = null, Exception? cause = null)
        => new(DmErrorKind.InvalidRequest, message, cause) { RecommendedAction = action, Target = target };

    /// <summary>An error about a value that was given, with advice that the front end writes.</summary>
    internal static DmException BadInput(string message, DmErrorReason reason, object? target = null, Exception? cause = null)
        => new(DmErrorKind.InvalidRequest, message, cause) { Reason = reason, Target = target };

    /// <summary>An error that nothing has foreseen; it may have come after the request took effect.</summary>
    /// <param name="cause">The error.</param>
    /// <param name="during">What was being done; null if that does not help.</param>
    internal static DmException Unexpected(Exception cause, string? during = null)
        => new(
            DmErrorKind.Protocol,
            $"An unexpected error occurred{(during is null ? string.Empty : $" ({during})")}: {cause.GetType().Name}: {ExceptionText.Of(cause)}",
            cause)
        {
            RecommendedAction = "Try again. If the error persists, report it to the authors of this library, with the exception's details.",
            Request = during,
            MayHaveHadEffect = true,
        };

    /// <summary>The same error with the position from which a listing can be resumed.</summary>
    internal DmException At(DmResumePoint position) => new(this)
    {
        Target = position,
    };
}
