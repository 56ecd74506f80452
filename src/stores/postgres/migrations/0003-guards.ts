/**
 * What the guards count (hashes with an end) and the audit log of the policy. A counter is a ring or tally as text, a
 * note, or a set whose members stand in a table of their own; `size` is how many they are.
 *
 * `waypost_count` works through the operations of many sends in one round trip. It locks each counter before it reads, and
 * as each of its statements sees what was committed before it, of two that ask for the last place one comes first. The
 * caller gives the operations ordered by key, so that two callers never wait for each other.
 */
export const guards = `
CREATE TABLE {counter} (
  key TEXT COLLATE "C" PRIMARY KEY,
  ends BIGINT NOT NULL,
  size BIGINT NOT NULL DEFAULT 0,
  content TEXT
);
CREATE INDEX waypost_counter_ends ON {counter} (ends);

CREATE TABLE {counter_member} (
  key TEXT COLLATE "C" NOT NULL,
  member TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (key, member)
);
CREATE INDEX waypost_counter_member_at ON {counter_member} (key, at);

CREATE TABLE {audit} (
  id TEXT COLLATE "C" PRIMARY KEY,
  recorded_at BIGINT NOT NULL,
  entry TEXT NOT NULL
);

CREATE FUNCTION {count}(ops jsonb, change boolean) RETURNS jsonb LANGUAGE plpgsql AS $function$
DECLARE
  op jsonb;
  k text;
  now_at bigint;
  first_at bigint;
  since bigint;
  place int;
  n bigint;
  gone bigint;
  known bigint;
  total bigint;
  body text;
  kept text[];
  steps jsonb;
  step text;
  name text;
  counts jsonb;
  oldest jsonb;
  members jsonb;
  result jsonb := '[]';
BEGIN
  FOR op IN SELECT value FROM jsonb_array_elements(ops) LOOP
    k := op->>'key';
    now_at := (op->>'at')::bigint;
    first_at := now_at - (op->>'keep_ms')::bigint;
    IF change AND (op->>'writes')::boolean THEN
      INSERT INTO {counter} AS c (key, ends) VALUES (k, (op->>'ends')::bigint)
      ON CONFLICT (key) DO UPDATE SET ends = greatest(c.ends, excluded.ends);
    END IF;
    body := NULL;
    total := 0;
    SELECT c.content, c.size INTO body, total FROM {counter} AS c WHERE c.key = k;
    CASE op->>'kind'
    WHEN 'set' THEN
      known := NULL;
      gone := 0;
      IF change THEN
        DELETE FROM {counter_member} AS m WHERE m.key = k AND m.at < first_at;
        GET DIAGNOSTICS gone = ROW_COUNT;
      ELSE
        SELECT count(*) INTO gone FROM {counter_member} AS m WHERE m.key = k AND m.at < first_at;
      END IF;
      SELECT m.at INTO known FROM {counter_member} AS m
      WHERE m.key = k AND m.member = op->>'member' AND m.at >= first_at;
      counts := '[]';
      oldest := '[]';
      FOR place IN 0 .. jsonb_array_length(op->'since') - 1 LOOP
        since := greatest((op->'since'->>place)::bigint, first_at);
        IF since > first_at THEN
          SELECT count(*) INTO n FROM (SELECT 1 FROM {counter_member} AS m
            WHERE m.key = k AND m.at >= since AND m.member <> op->>'member' LIMIT (op->>'most')::bigint) AS found;
        ELSE
          n := least(coalesce(total, 0) - gone - CASE WHEN known IS NULL THEN 0 ELSE 1 END, (op->>'most')::bigint);
        END IF;
        counts := counts || to_jsonb(n);
        SELECT m.at INTO n FROM {counter_member} AS m
        WHERE m.key = k AND m.at >= since AND m.member <> op->>'member' ORDER BY m.at LIMIT 1;
        oldest := oldest || coalesce(to_jsonb(n), 'null'::jsonb);
      END LOOP;
      members := '[]';
      IF (op->>'list')::boolean THEN
        since := greatest((SELECT min(value::bigint) FROM jsonb_array_elements_text(op->'since')), first_at);
        SELECT coalesce(jsonb_agg(jsonb_build_object('member', found.member, 'at', found.at) ORDER BY found.at DESC), '[]') INTO members FROM (
          SELECT m.member, m.at FROM {counter_member} AS m
          WHERE m.key = k AND m.at >= since AND m.member <> op->>'member'
          ORDER BY m.at DESC LIMIT (op->>'most')::bigint) AS found;
      END IF;
      result := result || jsonb_build_object('known', known, 'counts', counts, 'oldest', oldest, 'members', members);
      IF change THEN
        INSERT INTO {counter_member} AS m (key, member, at) VALUES (k, op->>'member', now_at)
        ON CONFLICT (key, member) DO UPDATE SET at = greatest(m.at, excluded.at);
        UPDATE {counter} AS c SET size = c.size - gone + CASE WHEN known IS NULL THEN 1 ELSE 0 END WHERE c.key = k;
      END IF;
    WHEN 'ring' THEN
      kept := ARRAY(SELECT e.entry FROM unnest(string_to_array(nullif(body, ''), ',')) WITH ORDINALITY AS e (entry, place)
        WHERE split_part(e.entry, ':', 1)::bigint >= first_at ORDER BY e.place);
      result := result || jsonb_build_object('entries', to_jsonb(kept[1:(op->>'read')::int]));
      IF change AND (op->>'writes')::boolean THEN
        kept := ARRAY[now_at::text || ':' || (op->>'value')] || kept[1:(op->>'keep')::int - 1];
        UPDATE {counter} AS c SET content = array_to_string(kept, ',') WHERE c.key = k;
      END IF;
    WHEN 'tally' THEN
      steps := coalesce(body, '{}')::jsonb;
      result := result || jsonb_build_object('steps', steps);
      IF change AND (op->>'writes')::boolean THEN
        SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') INTO steps FROM jsonb_each(steps) AS e
        WHERE e.key::bigint + (op->>'step_ms')::bigint > first_at;
        step := (now_at / (op->>'step_ms')::bigint * (op->>'step_ms')::bigint)::text;
        IF NOT steps ? step THEN steps := jsonb_set(steps, ARRAY[step], '{}'); END IF;
        FOR name IN SELECT jsonb_object_keys(op->'add') LOOP
          steps := jsonb_set(steps, ARRAY[step, name],
            to_jsonb(coalesce((steps#>>ARRAY[step, name])::numeric, 0) + (op->'add'->>name)::numeric));
        END LOOP;
        UPDATE {counter} AS c SET content = steps::text WHERE c.key = k;
      END IF;
    ELSE
      result := result || jsonb_build_object('flag', body);
      IF change AND (op->>'writes')::boolean THEN
        UPDATE {counter} AS c SET content = op->>'content', ends = (op->>'ends')::bigint WHERE c.key = k;
      END IF;
    END CASE;
  END LOOP;
  RETURN result;
END
$function$;

CREATE FUNCTION {give_back}(ops jsonb) RETURNS void LANGUAGE plpgsql AS $function$
DECLARE
  op jsonb;
  k text;
  entries text[];
  place int;
BEGIN
  FOR op IN SELECT value FROM jsonb_array_elements(ops) LOOP
    k := op->>'key';
    PERFORM 1 FROM {counter} AS c WHERE c.key = k FOR UPDATE;
    IF op->>'kind' = 'set' AND op->>'known' IS NOT NULL THEN
      UPDATE {counter_member} AS m SET at = (op->>'known')::bigint
      WHERE m.key = k AND m.member = op->>'member' AND m.at = (op->>'at')::bigint;
    ELSIF op->>'kind' = 'set' THEN
      DELETE FROM {counter_member} AS m
      WHERE m.key = k AND m.member = op->>'member' AND m.at = (op->>'at')::bigint;
      IF FOUND THEN UPDATE {counter} AS c SET size = c.size - 1 WHERE c.key = k; END IF;
    ELSE
      SELECT string_to_array(nullif(c.content, ''), ',') INTO entries FROM {counter} AS c WHERE c.key = k;
      place := array_position(entries, (op->>'at') || ':' || (op->>'value'));
      IF place IS NOT NULL THEN
        UPDATE {counter} AS c SET content = array_to_string(entries[:place - 1] || entries[place + 1:], ',')
        WHERE c.key = k;
      END IF;
    END IF;
  END LOOP;
END
$function$;
`;
