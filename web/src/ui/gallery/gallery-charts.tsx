import { useState } from 'react';
import { ChartWithTable } from '../charts/chart-with-table.js';
import { describeMonth, describeZone, summariseFunnel, summariseMonthly } from '../charts/chart-words.js';
import { FunnelChart } from '../charts/funnel-chart.js';
import { layOutFunnel } from '../charts/funnel-layout.js';
import { MonthlyChart } from '../charts/monthly-chart.js';
import { formatMonth } from '../dates.js';
import { formatOf, formatShare } from '../stat.js';
import { funnelExample, monthlyExample } from './chart-examples.js';

export function GalleryCharts() {
  const [opened, setOpened] = useState('');
  const { points } = layOutFunnel(funnelExample);
  return (
    <>
      <ChartWithTable
        title={funnelExample.title}
        subtitle={funnelExample.subtitle}
        summary={summariseFunnel(funnelExample)}
        chart={(width) => <FunnelChart {...funnelExample} width={width} onOpen={setOpened} />}
        caption="Attendance by provider"
        columns={[
          { key: 'name', header: 'Provider', cell: (p) => p.unit.name, sortBy: (p) => p.unit.name },
          { key: 'rate', header: 'Attended', numeric: true, cell: (p) => formatShare(p.rate) },
          { key: 'of', header: 'Of', numeric: true, cell: (p) => formatOf(p.events ?? 0, p.unit.total) },
          { key: 'zone', header: 'Limits', cell: (p) => describeZone(p.zone) },
        ]}
        rows={[...points].sort((a, b) => a.unit.name.localeCompare(b.unit.name))}
        rowKey={(p) => p.unit.id}
      />
      <p role="status">{opened ? `Rows behind ${opened}` : ''}</p>
      <ChartWithTable
        title={monthlyExample.title}
        subtitle={monthlyExample.subtitle}
        summary={summariseMonthly(monthlyExample)}
        chart={(width) => <MonthlyChart {...monthlyExample} width={width} />}
        caption="Attendance by month"
        columns={[
          { key: 'month', header: 'Month', cell: (p) => formatMonth(p.month) },
          { key: 'share', header: 'Attended', cell: (p) => describeMonth(p).replace(/^[^:]*: /, '') },
        ]}
        rows={monthlyExample.points}
        rowKey={(p) => p.month}
      />
    </>
  );
}
