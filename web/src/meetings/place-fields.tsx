import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import type { ResultOf } from '../app/graphql.js';
import { Combobox } from '../ui/combobox.js';
import { SelectField } from '../ui/select-field.js';
import { TextField } from '../ui/text-field.js';
import { roomsToChooseQuery, sitesToChooseQuery } from './planning.queries.js';

type FoundSite = ResultOf<typeof sitesToChooseQuery>['sites']['items'][number];

export interface ChosenSite {
  readonly id: string;
  readonly name: string;
}

/** Where a meeting takes place: a site, a room of it, a link to join, any of them or none. */
export interface Place {
  readonly site: ChosenSite | null;
  readonly roomId: string;
  readonly joinUrl: string;
}

export const NO_PLACE: Place = { site: null, roomId: '', joinUrl: '' };

export interface PlaceFieldsProps {
  readonly place: Place;
  readonly onChange: (part: Partial<Place>) => void;
  readonly errorOf: (field: 'siteId' | 'roomId' | 'joinUrl') => string | undefined;
}

/** The place in the API's form. */
export function placeInput(place: Place) {
  const url = place.joinUrl.trim();
  return {
    siteId: place.site?.id ?? null,
    roomId: place.roomId === '' ? null : place.roomId,
    joinUrl: url === '' ? null : url,
  };
}

/** Site, room and link to join. The rooms are those of the site. */
export function PlaceFields({ place, onChange, errorOf }: PlaceFieldsProps) {
  const [searched, setSearched] = useState('');
  const found = useQuery(sitesToChooseQuery, { variables: { text: searched } });
  const items: readonly (ChosenSite & Partial<FoundSite>)[] = (found.data ?? found.previousData)?.sites.items ?? [];
  return (
    <>
      <Combobox<ChosenSite & Partial<FoundSite>>
        name="siteId"
        label="Site"
        optional
        hint="Words of its name, or its postcode. Leave it out when all join online."
        items={items}
        busy={found.loading}
        value={place.site}
        onChange={(site) => onChange({ site: site ? { id: site.id, name: site.name } : null, roomId: '' })}
        onSearch={setSearched}
        itemLabel={(site) => site.name}
        itemKey={(site) => site.id}
        itemDetail={(site) => [site.organisationName, site.postcode].filter(Boolean).join(', ')}
        nothingFound="No open site has these words in its name"
        error={errorOf('siteId')}
      />
      {place.site ? (
        <RoomField
          siteId={place.site.id}
          value={place.roomId}
          onChange={(roomId) => onChange({ roomId })}
          error={errorOf('roomId')}
        />
      ) : null}
      <TextField
        name="joinUrl"
        label="Link to join online"
        optional
        hint="Begins with https://"
        value={place.joinUrl}
        onChange={(joinUrl) => onChange({ joinUrl })}
        error={errorOf('joinUrl')}
      />
    </>
  );
}

interface RoomFieldProps {
  readonly siteId: string;
  readonly value: string;
  readonly onChange: (roomId: string) => void;
  readonly error: string | undefined;
}

function RoomField({ siteId, value, onChange, error }: RoomFieldProps) {
  const rooms = useQuery(roomsToChooseQuery, { variables: { siteId } });
  const list = rooms.data?.rooms ?? [];
  if (rooms.data && list.length === 0)
    return <p>This site has no rooms in the directory, so none is booked. The site is still shown to members.</p>;
  return (
    <SelectField
      name="roomId"
      label="Room"
      optional
      hint="A room is booked for the time of the meeting, so that no other meeting can have it."
      placeholder="No room"
      value={value}
      options={list.map((room) => ({ value: room.id, label: `${room.name}, ${room.seats} places` }))}
      onChange={onChange}
      error={error}
    />
  );
}
