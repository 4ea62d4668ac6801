@{
    ExcludeRules = @(
        # As in the settings of the repository.
        'PSAvoidUsingPositionalParameters'
        'PSReviewUnusedParameter'
        'PSUseBOMForUnicodeEncodedFile'
        # The blocks of a Pester file share variables; the rule looks at each block by itself.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSUseUsingScopeModifierInNewRunspaces'
        # Helpers of tests change the state of the test.
        'PSUseShouldProcessForStateChangingFunctions'
        # Tests run what a completion returned, and use made-up secrets and stand-ins of cmdlets that take a password.
        'PSAvoidUsingInvokeExpression'
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        'PSAvoidUsingPlainTextForPassword'
        'PSAvoidUsingUsernameAndPasswordParams'
        # What a sample does in its own scope is seen from there.
        'PSAvoidGlobalVars'
    )
}
