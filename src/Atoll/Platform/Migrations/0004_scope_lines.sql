-- Scopes of a token or code stand a line each: the names in them may hold spaces. None of those that did could be used before.
UPDATE tokens SET scopes = replace(scopes, ' ', '
');
UPDATE oauth_codes SET scopes = replace(scopes, ' ', '
');
