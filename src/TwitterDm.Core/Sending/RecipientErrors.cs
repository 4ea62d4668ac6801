namespace TwitterDm.Sending;

/// <summary>Errors about the recipient of a message.</summary>
internal static class RecipientErrors
{
    /// <summary>Nobody writes to themselves.</summary>
    /// <param name="recipient">The recipient as it was given.</param>
    public static DmException OwnAccount(object? recipient)
        => DmException.BadInput("The recipient is the account that sends the message.", DmErrorReason.OwnAccount, recipient);
}
