-- An option is sold on its last day.
ALTER TYPE "ExitReason" ADD VALUE 'expiry';
